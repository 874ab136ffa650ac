__kernel void forwardF16(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *x, __global uchar *sizes, __global uchar *y)
{
  bool b_10, b_50;
  float f_25, f_26, f_30, f_31, f_36, f_37, f_38, f_42, f_43, f_47, f_48, f_59;
  float f_60, f_64, f_65, f_71, f_72, f_73, f_77, f_78, f_82, f_83;
  int i_4, i_5, i_6, i_7, i_8, i_9, i_15, i_16, i_21, i_22, i_23, i_24;
  int i_27, i_28, i_29, i_32, i_33, i_34, i_35, i_39, i_40, i_41, i_44, i_45;
  int i_46, i_49, i_55, i_56, i_57, i_58, i_61, i_62, i_63, i_66, i_67, i_68;
  int i_69, i_70, i_74, i_75, i_76, i_79, i_80, i_81;
  long l_11, l_12, l_13, l_17, l_18, l_19, l_51, l_52, l_53;
  ulong ul_0, ul_1, ul_2, ul_3, ul_14, ul_20, ul_54;

  // BLOCK 0
  ul_0  =  (ulong) x;
  ul_1  =  (ulong) sizes;
  ul_2  =  (ulong) y;
  ul_3  =  ul_1 + 16L;
  i_4  =  *((__global int *) ul_3);
  i_5  =  get_global_id(0);
  i_6  =  i_4 + 1;
  i_7  =  i_6 >> 31;
  i_8  =  i_7 + i_6;
  i_9  =  i_8 >> 1;
  b_10  =  i_5 < i_9;
  if(b_10)
  {
    // BLOCK 1
    l_11  =  (long) i_5;
    l_12  =  l_11 + 4L;
    l_13  =  l_12 << 2;
    ul_14  =  ul_0 + l_13;
    i_15  =  *((__global int *) ul_14);
    i_16  =  i_5 << 1;
    l_17  =  (long) i_16;
    l_18  =  l_17 + 4L;
    l_19  =  l_18 << 2;
    ul_20  =  ul_2 + l_19;
    i_21  =  i_15 >> 10;
    i_22  =  i_21 & 31;
    i_23  =  i_22 + 1;
    i_24  =  i_23 >> 5;
    f_25  =  (float) i_24;
    f_26  =  fma(f_25, 1.0E38F, 1.0F);
    i_27  =  max(i_22, 1);
    i_28  =  min(i_27, 30);
    i_29  =  1 << i_28;
    f_30  =  (float) i_29;
    f_31  =  f_30 * 2.9802322E-8F;
    i_32  =  i_15 & 1023;
    i_33  =  min(i_22, 1);
    i_34  =  i_33 << 10;
    i_35  =  i_32 + i_34;
    f_36  =  (float) i_35;
    f_37  =  f_31 * f_36;
    f_38  =  f_26 * f_37;
    i_39  =  min(i_32, 1);
    i_40  =  i_39 * i_24;
    i_41  =  1 - i_40;
    f_42  =  (float) i_41;
    f_43  =  f_38 * f_42;
    i_44  =  i_15 >> 14;
    i_45  =  i_44 & 2;
    i_46  =  1 - i_45;
    f_47  =  (float) i_46;
    f_48  =  f_43 * f_47;
    *((__global float *) ul_20)  =  f_48;
    i_49  =  i_16 + 1;
    b_50  =  i_49 < i_4;
    if(b_50)
    {
      // BLOCK 2
      l_51  =  (long) i_49;
      l_52  =  l_51 + 4L;
      l_53  =  l_52 << 2;
      ul_54  =  ul_2 + l_53;
      i_55  =  i_15 >> 26;
      i_56  =  i_55 & 31;
      i_57  =  i_56 + 1;
      i_58  =  i_57 >> 5;
      f_59  =  (float) i_58;
      f_60  =  fma(f_59, 1.0E38F, 1.0F);
      i_61  =  max(i_56, 1);
      i_62  =  min(i_61, 30);
      i_63  =  1 << i_62;
      f_64  =  (float) i_63;
      f_65  =  f_64 * 2.9802322E-8F;
      i_66  =  i_15 >> 16;
      i_67  =  i_66 & 1023;
      i_68  =  min(i_56, 1);
      i_69  =  i_68 << 10;
      i_70  =  i_67 + i_69;
      f_71  =  (float) i_70;
      f_72  =  f_65 * f_71;
      f_73  =  f_60 * f_72;
      i_74  =  min(i_67, 1);
      i_75  =  i_74 * i_58;
      i_76  =  1 - i_75;
      f_77  =  (float) i_76;
      f_78  =  f_73 * f_77;
      i_79  =  i_15 >> 30;
      i_80  =  i_79 & 2;
      i_81  =  1 - i_80;
      f_82  =  (float) i_81;
      f_83  =  f_78 * f_82;
      *((__global float *) ul_54)  =  f_83;
      return;
    }  // B1
    else
    {
      // BLOCK 3
      return;
    }  // B1
  }  // B0
  else
  {
    // BLOCK 4
  }  // B0
  // BLOCK 5 MERGES [4 3 2 ]
  return;
}  //  kernel
