"""taizhang"""
